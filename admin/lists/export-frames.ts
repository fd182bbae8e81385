/**
 * A file on its way to a page that shows how far it is: the number of rows so far, the number of bytes that follow, the
 * bytes. The first frame tells how many rows there will be, the last one that the file is whole.
 */
const HEAD_BYTES = 8;
const WHOLE = 0xffff_ffff;

export function frame(rows: number, bytes: Uint8Array = new Uint8Array()): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES + bytes.length);
  const view = new DataView(head.buffer);
  view.setUint32(0, rows);
  view.setUint32(4, bytes.length);
  head.set(bytes, HEAD_BYTES);
  return head;
}

export function lastFrame(): Uint8Array {
  return frame(WHOLE);
}

export interface FrameReader {
  /** The parts of the file that are complete with these bytes; `rows` is how far it is. */
  take(bytes: Uint8Array): { parts: Uint8Array[]; rows: number; isWhole: boolean };
}

export function frameReader(): FrameReader {
  let rest = new Uint8Array();
  let rows = 0;
  let isWhole = false;
  return {
    take(bytes) {
      const all = new Uint8Array(rest.length + bytes.length);
      all.set(rest);
      all.set(bytes, rest.length);
      const parts: Uint8Array[] = [];
      let place = 0;
      while (all.length - place >= HEAD_BYTES) {
        const view = new DataView(all.buffer, place);
        const [count, length] = [view.getUint32(0), view.getUint32(4)];
        if (all.length - place - HEAD_BYTES < length) break;
        const from = place + HEAD_BYTES;
        if (count === WHOLE) isWhole = true;
        else rows = count;
        if (length > 0) parts.push(all.slice(from, from + length));
        place = from + length;
      }
      rest = all.slice(place);
      return { parts, rows, isWhole };
    },
  };
}
