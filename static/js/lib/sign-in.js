/** Return a link to the sign-in that leads back to this page. */
export function signInLink() {
  const link = document.createElement("a");
  const here = location.pathname + location.search;
  link.href = `${document.body.dataset.signIn}?${new URLSearchParams({ next: here })}`;
  link.textContent = "Sign in";
  return link;
}
