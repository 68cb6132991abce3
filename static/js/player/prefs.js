// What the device remembers about the player: speed, loop, and whether keys are used.
const STORE = "fr-player";
const FIRST = { speed: 1, loop: false, keys: true };

/** Return what is remembered. */
export function prefs() {
  try {
    return { ...FIRST, ...JSON.parse(localStorage.getItem(STORE)) };
  } catch {
    return { ...FIRST }; // no storage, or somebody else's words in it
  }
}

/** Remember something more. */
export function remember(more) {
  try {
    localStorage.setItem(STORE, JSON.stringify({ ...prefs(), ...more }));
  } catch {
    // It holds until the page is left.
  }
}
