/** A button under a message: `data` comes back when it is pressed (`callback-data.ts`), `url` opens a page. */
export type InlineButton = { text: string; data: string } | { text: string; url: string };

/** A button in place of the phone's keyboard: it sends its text, or the person's own contact. */
export interface ReplyButton {
  text: string;
  requestsContact?: boolean;
}

export interface InlineKeyboard {
  kind: 'inline';
  rows: InlineButton[][];
}

export interface ReplyKeyboard {
  kind: 'reply';
  rows: ReplyButton[][];
}

export type Keyboard = InlineKeyboard | ReplyKeyboard;

/** Rows without buttons are left out. */
export function inlineKeyboard(...rows: InlineButton[][]): InlineKeyboard {
  return { kind: 'inline', rows: rows.filter((row) => row.length > 0) };
}

export function replyKeyboard(...rows: ReplyButton[][]): ReplyKeyboard {
  return { kind: 'reply', rows: rows.filter((row) => row.length > 0) };
}

/** Lays buttons out in rows of `perRow`. */
export function inRows<Button>(buttons: readonly Button[], perRow: number): Button[][] {
  const rows: Button[][] = [];
  for (let start = 0; start < buttons.length; start += perRow) rows.push(buttons.slice(start, start + perRow));
  return rows;
}
