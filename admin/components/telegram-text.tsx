import React, { type ReactNode } from 'react';

const TOKEN = /<(\/?)([a-z-]+)(?![a-z-])([^<>]*)>|[^<]+|</gi;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot));/gi;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const SPOILER = 'tg-spoiler';
/** Several names of one look. */
const LOOKS: Readonly<Record<string, string>> = {
  ...{ b: 'b', strong: 'b', i: 'i', em: 'i', u: 'u', ins: 'u', s: 's', strike: 's', del: 's' },
  ...{ code: 'code', pre: 'pre', blockquote: 'blockquote', a: 'a', span: SPOILER, [SPOILER]: SPOILER },
};

interface Branch {
  tag: string;
  children: ReactNode[];
}

function plain(text: string): string {
  return text.replace(ENTITY, (_, decimal?: string, hex?: string, name?: string) =>
    name ? (NAMED[name.toLowerCase()] ?? '') : String.fromCodePoint(parseInt(decimal ?? hex ?? '0', decimal ? 10 : 16)),
  );
}

function drawn({ tag, children }: Branch, key: number): ReactNode {
  const look = LOOKS[tag];
  if (look === undefined) return <React.Fragment key={key}>{children}</React.Fragment>;
  // A link of a preview leads nowhere: nobody should leave a form half filled in.
  if (look === 'a' || look === SPOILER)
    return React.createElement('span', { key, className: `studio-tg-${look}` }, ...children);
  return React.createElement(look, { key }, ...children);
}

/** Telegram's HTML as elements, without ever being put into the page as HTML; what is not closed ends with the text. */
export function telegramNodes(html: string): ReactNode[] {
  const stack: Branch[] = [{ tag: '', children: [] }];
  const close = () => {
    const branch = stack.pop();
    const parent = stack.at(-1);
    if (branch && parent) parent.children.push(drawn(branch, parent.children.length));
  };
  for (const [token, slash, name] of html.matchAll(TOKEN)) {
    const tag = name?.toLowerCase();
    if (tag === undefined) stack.at(-1)?.children.push(plain(token));
    else if (slash === '') stack.push({ tag, children: [] });
    else if (stack.length > 1) close();
  }
  while (stack.length > 1) close();
  return stack[0]?.children ?? [];
}
