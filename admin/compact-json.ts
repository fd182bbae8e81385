/**
 * JSON that says everything once. What the panel has for a role repeats itself: each property of a record comes in five
 * lists and with twenty names, so that the plain text is five times as long, and a browser reads all of it at every visit.
 */
interface CompactJson {
  /** The names of the fields of each kind of object. */
  shapes: string[][];
  /** The objects and lists that come more than once, each after those that it holds. */
  shared: Packed[];
  value: Packed;
}

/** A list begins with its kind. */
type Packed = string | number | boolean | null | Packed[];

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Kinds of a packed list; every other number is that of a shape. */
const LIST = -1;
const SHARED = -2;

/** Gives the text that `unpackJson` reads. `value` is what JSON can tell: no dates, functions or cycles, no field `__proto__`. */
export function packJson(value: unknown): string {
  const json = JSON.parse(JSON.stringify(value)) as Json;
  return JSON.stringify(new Packer(json).packed());
}

class Packer {
  private readonly shapes = new Map<string, { index: number; names: string[] }>();
  private readonly shared: Packed[] = [];
  private readonly places = new Map<string, Packed>();
  private readonly times = new Map<string, number>();

  constructor(private readonly json: Json) {
    this.count(json);
  }

  packed(): CompactJson {
    const value = this.pack(this.json);
    return { shapes: [...this.shapes.values()].map(({ names }) => names), shared: this.shared, value };
  }

  private count(json: Json): void {
    if (json === null || typeof json !== 'object') return;
    const text = JSON.stringify(json);
    this.times.set(text, (this.times.get(text) ?? 0) + 1);
    for (const part of Object.values(json)) this.count(part);
  }

  private pack(json: Json): Packed {
    if (json === null || typeof json !== 'object') return json;
    const text = JSON.stringify(json);
    const place = this.places.get(text);
    if (place !== undefined) return place;
    const packed: Packed = Array.isArray(json)
      ? [LIST, ...json.map((part) => this.pack(part))]
      : [this.shapeOf(json), ...Object.values(json).map((part) => this.pack(part))];
    if ((this.times.get(text) ?? 0) < 2) return packed;
    const reference: Packed = [SHARED, this.shared.push(packed) - 1];
    this.places.set(text, reference);
    return reference;
  }

  private shapeOf(json: object): number {
    const names = Object.keys(json);
    const key = JSON.stringify(names);
    const known = this.shapes.get(key) ?? { index: this.shapes.size, names };
    this.shapes.set(key, known);
    return known.index;
  }
}

/** What was packed. Parts that were equal are one object: nobody may change them. */
export function unpackJson(text: string): unknown {
  const { shapes, shared, value } = JSON.parse(text) as CompactJson;
  const known: unknown[] = [];
  // Plain loops: this runs once, before the browser has made anything of it fast.
  const unpack = (packed: Packed): unknown => {
    if (!Array.isArray(packed)) return packed;
    const kind = packed[0] as number;
    if (kind === SHARED) return known[packed[1] as number];
    if (kind === LIST) {
      const list: unknown[] = [];
      for (let place = 1; place < packed.length; place += 1) list.push(unpack(packed[place] as Packed));
      return list;
    }
    const names = shapes[kind] as string[];
    const object: Record<string, unknown> = {};
    for (let place = 1; place < packed.length; place += 1)
      object[names[place - 1] as string] = unpack(packed[place] as Packed);
    return object;
  };
  for (const packed of shared) known.push(unpack(packed));
  return unpack(value);
}
