// A text to take along, with a button that copies it. Without it the text can be marked by hand.
import { toast } from "../lib/toast.js";

customElements.define("fr-copy", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", async () => {
      toast((await this.copy()) ? "Copied." : "This browser does not let pages copy. Mark the text and copy it by hand.");
    });
  }

  /** Put the text on the clipboard, a line for each piece; false where the browser refuses. */
  async copy() {
    const pieces = [...this.querySelectorAll("code")];
    try {
      await navigator.clipboard.writeText(pieces.map((piece) => piece.textContent.trim()).join("\n"));
      return true;
    } catch {
      return this.copyMarked(); // over plain http there is no clipboard to write to
    }
  }

  copyMarked() {
    const range = document.createRange();
    range.selectNodeContents(this.querySelector("ol") ?? this.querySelector("code"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand("copy");
  }
});
