/** Show a sentence at the foot of the page; screen readers hear it. */
export function toast(sentence) {
  const element = document.createElement("fr-toast");
  element.className = "toast";
  element.textContent = sentence;
  document.querySelector(".toasts").append(element);
}
