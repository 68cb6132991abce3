// Around a button that uses or adds a passkey: says what went wrong, and where passkeys cannot work, why.
const FAILED = {
  NotAllowedError: "No passkey was given: it was cancelled, took too long, or there is none for this site here.",
  InvalidStateError: "This device already holds a passkey for this account.",
  SecurityError: "Browsers refuse passkeys at this address.",
};

customElements.define("fr-passkey", class extends HTMLElement {
  connectedCallback() {
    this.heard = (event) => this.fail(event);
    document.addEventListener("allauth.error", this.heard);
    const reason = reasonAgainst();
    if (reason) this.refuse(reason);
  }

  disconnectedCallback() {
    document.removeEventListener("allauth.error", this.heard);
  }

  fail(event) {
    event.preventDefault(); // what it says here need not stand in the console too
    const { exception } = event.detail;
    this.say(FAILED[exception.name] ?? `The passkey did not work: ${exception.message}`);
  }

  /** Take the button away, and say why; the sign-in page is quiet about it, but for a way that works here. */
  refuse({ sentence, way, help }) {
    const quiet = "quiet" in this.dataset;
    this.querySelector("button").hidden = true;
    if (!quiet) {
      this.querySelector("[role=alert]").classList.add("watch");
      this.say(sentence, way ?? help ?? "");
    } else {
      for (const child of this.children) child.hidden = true; // they stay: allauth's script looks for the button
      if (way) this.append(paragraph("muted", sentence, way));
    }
  }

  say(...words) {
    const line = this.querySelector("[role=alert]");
    line.replaceChildren(...words);
    line.hidden = false;
  }
});

/** Return what to say where no passkey can work, with a link to a way or to help if there is one, or null. */
function reasonAgainst() {
  if (/^\[|^[\d.]+$/.test(location.hostname)) {
    const sentence = "Passkeys do not work at an address made of numbers. ";
    return { sentence, way: elsewhere(), help: link("/help/https", "How to get one with a name") };
  }
  if (!isSecureContext) return { sentence: "Passkeys need https. ", help: link("/help/https", "How to get it") };
  return window.PublicKeyCredential ? null : { sentence: "This browser has no passkeys." };
}

function elsewhere() {
  if (!/^127\.|^\[::1\]$/.test(location.hostname)) return null;
  return link(`http://localhost:${location.port}${location.pathname}${location.search}`, "Use http://localhost instead");
}

function link(href, words) {
  const element = document.createElement("a");
  element.href = href;
  element.textContent = words;
  return element;
}

function paragraph(kind, ...words) {
  const line = document.createElement("p");
  line.className = kind;
  line.append(...words);
  return line;
}
