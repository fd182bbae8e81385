import { escapeHtml } from '../src/lib/telegram-html.js';

/** Text in Telegram's HTML subset, safe to send. Made only by `html` and `joinLines`, so nothing gets in unescaped. */
export class Html {
  constructor(readonly source: string) {}

  toString(): string {
    return this.source;
  }
}

type Value = string | number | Html;

/** A template whose interpolated values are escaped, except those that are `Html` already. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = strings.map((text, index) => {
    const value = values[index];
    if (value === undefined) return text;
    return text + (value instanceof Html ? value.source : escapeHtml(String(value)));
  });
  return new Html(parts.join(''));
}

/** The lines that there are, below each other. */
export function joinLines(lines: readonly (Html | null)[]): Html {
  return new Html(
    lines
      .filter((line) => line !== null)
      .map((line) => line.source)
      .join('\n'),
  );
}

/** Parts of a message with an empty line between them. */
export function joinParagraphs(parts: readonly (Html | null)[]): Html {
  return new Html(
    parts
      .filter((part) => part !== null)
      .map((part) => part.source)
      .join('\n\n'),
  );
}
