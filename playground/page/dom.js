const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element with properties, listeners (`onclick`) and children. Strings become text nodes: nothing on this page is
 * ever parsed as HTML, so what people and bots write stays text.
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else if (name in node && name !== 'list') node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export function byId(id) {
  return document.getElementById(id);
}

/** A circle with initials, coloured by the id: the same person looks the same everywhere. */
export function avatar(person) {
  const initials = [person.firstName, person.lastName].map((name) => [...(name ?? '')][0] ?? '').join('');
  return element('div', { class: `avatar tint-${person.id % 7}`, 'aria-hidden': 'true' }, initials.toUpperCase());
}

export function fullName(person) {
  return [person.firstName, person.lastName].filter(Boolean).join(' ');
}
