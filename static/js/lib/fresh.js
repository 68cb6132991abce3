// Brings parts of the page to what the server says by now, piece by piece: what stays the same keeps its element, and so
// the focus, and what is open.

/**
 * Read this page anew and bring each `[data-fresh]` part to it; returns the page that was read, null where there is none.
 * A part that says `data-fresh="all"` is all of its page that can grow old.
 */
export async function freshen() {
  let fresh;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null; // there is a next time
  }
  if (fresh.body.dataset.account !== document.body.dataset.account) return null;
  for (const part of document.querySelectorAll("[data-fresh][id]")) {
    const other = fresh.getElementById(part.id);
    if (!other || part.isEqualNode(other)) continue;
    bring(part, other);
    htmx.process(part);
  }
  if (document.querySelector('[data-fresh="all"]')) delete document.body.dataset.copy; // the page is as of now
  document.querySelector("fr-connection")?.show();
  document.dispatchEvent(new CustomEvent("fresh"));
  return fresh;
}

/** Bring an element, and all that is in it, to what another one says. Elements that look after themselves stay as they are. */
export function bring(element, wanted) {
  if (element.isEqualNode(wanted) || (element.localName.includes("-") && !("fresh" in element))) return;
  for (const { name } of [...element.attributes]) if (!wanted.hasAttribute(name) && !isOwn(element, name)) element.removeAttribute(name);
  for (const { name, value } of wanted.attributes) if (element.getAttribute(name) !== value && !isOwn(element, name)) element.setAttribute(name, value);
  if (!element.matches("textarea, select")) bringChildren(element, wanted);
}

/** What the person did, or the element itself, is not the server's to say. */
const isOwn = (element, name) => name === "data-ready" || (name === "open" && element.localName === "details");

function bringChildren(element, wanted) {
  const named = new Map([...element.children].filter((child) => child.id).map((child) => [child.id, child]));
  const kept = new Set([...wanted.children].map((child) => child.id));
  let place = element.firstChild;
  for (const other of [...wanted.childNodes]) {
    const own = named.get(other.id)?.nodeName === other.nodeName ? named.get(other.id) : undefined;
    named.delete(other.id);
    while (place?.id && !kept.has(place.id)) place = past(element, place, kept); // it is gone
    while (own && place !== own) place = past(element, place, kept); // it is not moved itself: that would cost it the focus
    if (!own && !(place && isAlike(place, other))) {
      element.insertBefore(document.importNode(other, true), place);
      continue;
    }
    const match = place;
    place = place.nextSibling;
    if (match.nodeType === Node.ELEMENT_NODE) bring(match, other);
    else if (match.nodeValue !== other.nodeValue) match.nodeValue = other.nodeValue;
  }
  while (place) place = past(element, place, new Set());
}

/** Take a node out of the way, to the end where its turn is still to come; returns the next one. */
function past(element, node, kept) {
  const next = node.nextSibling;
  if (node.id && kept.has(node.id)) element.append(node);
  else node.remove();
  return next;
}

const isAlike = (node, other) => node.nodeName === other.nodeName && (node.id ?? "") === (other.id ?? "");
