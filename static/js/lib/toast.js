/** Show a sentence at the foot of the page; screen readers hear it. One with a link stays until it is closed. */
export function toast(sentence, link = null) {
  const element = document.createElement("fr-toast");
  element.className = "toast";
  const line = document.createElement("span");
  line.append(sentence);
  if (link) {
    line.append(" ", link);
    element.dataset.stays = "";
  }
  element.append(line);
  document.querySelector(".toasts").append(element);
}
