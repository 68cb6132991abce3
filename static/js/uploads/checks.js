// What can be said of a file before it is sent. The server looks again, and closer.
const NO_VIDEO = "This is not a video that FitnessRec can read. Send MP4, MOV, M4V, WebM or MKV.";
const EBML = [0x1a, 0x45, 0xdf, 0xa3];
const FTYP = [0x66, 0x74, 0x79, 0x70];

/** Say what is wrong with a file of `size` bytes that begins with `head`; empty where nothing is. */
export function wrongWith(size, head, most) {
  if (size === 0) return "This file is empty. Choose the clip again.";
  if (most && size > most) return `This file is larger than ${Math.floor(most / 2 ** 20)} MB, the most a video may have.`;
  const starts = (bytes, at) => bytes.every((byte, place) => head[at + place] === byte);
  return starts(FTYP, 4) || starts(EBML, 0) ? "" : NO_VIDEO;
}

/** Look into a file; resolves with the sentence, empty where it may be sent. */
export async function check(file, most) {
  let head;
  try {
    head = [...new Uint8Array(await file.slice(0, 12).arrayBuffer())];
  } catch {
    return "This file cannot be read. Choose the clip again.";
  }
  return wrongWith(file.size, head, most);
}
