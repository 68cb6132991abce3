/** Show a sentence at the foot of the page; screen readers hear it. One with a link or button stays until it is closed. */
export function toast(sentence, link = null) {
  const element = document.createElement("fr-toast");
  element.className = "toast";
  const line = document.createElement("span");
  line.append(sentence);
  element.append(line);
  if (link) {
    if (link.localName === "button") element.append(link);
    else line.append(" ", link);
    element.dataset.stays = "";
  }
  document.querySelector(".toasts").append(element);
}
