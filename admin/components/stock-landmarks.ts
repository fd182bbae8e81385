import { CONTENT_ID } from '../paths.js';

const STOCK_PAGE = `#${CONTENT_ID} ~ section:last-of-type`;
const studioName = typeof document === 'undefined' ? '' : document.title;

/** The words of a heading, without the marks behind them. */
function wordsOf(heading: Element | null): string {
  const texts = [...(heading?.childNodes ?? [])].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
  return texts
    .map(({ textContent }) => textContent ?? '')
    .join('')
    .trim();
}

/** AdminJS's own pages say neither where the content is nor what the page is called; the browser's tab says it of none. */
export function markLandmarks(): void {
  const page = document.querySelector('main') ? null : document.querySelector(STOCK_PAGE);
  for (const former of document.querySelectorAll('[role=main]')) if (former !== page) former.removeAttribute('role');
  page?.setAttribute('role', 'main');
  const stockHeading = document.querySelector('h1')
    ? null
    : document.querySelector(`${STOCK_PAGE} :is(h2, h3, h4, h5)`);
  stockHeading?.setAttribute('aria-level', '1');
  stockHeading?.setAttribute('role', 'heading');
  const name = wordsOf(stockHeading ?? document.querySelector('h1'));
  const title = name === '' ? studioName : `${name} — ${studioName}`;
  if (document.title !== title) document.title = title;
}
