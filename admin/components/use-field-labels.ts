import { useEffect } from 'react';

const FIELD = 'input:not([type=hidden]), textarea';

/** A drop-down list of AdminJS stands below its label, which names nothing: here the one is told of the other. */
function nameFields(): void {
  for (const label of document.querySelectorAll('label.adminjs_Label')) {
    const field = label.parentElement?.querySelector<HTMLInputElement>(FIELD);
    if (!field || field.labels?.length || field.ariaLabel || field.hasAttribute('aria-labelledby')) continue;
    label.id ||= `${field.id || field.name}-label`;
    field.setAttribute('aria-labelledby', label.id);
  }
}

/** Names every field of AdminJS's forms by the label above it. */
export function useFieldLabels(): void {
  useEffect(() => {
    nameFields();
    let frame = 0;
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(nameFields);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, []);
}
