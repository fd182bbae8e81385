import { useEffect } from 'react';
import { markLandmarks } from './stock-landmarks.js';
import { usePanel } from './use-panel.js';

const FIELD = 'input:not([type=hidden]), textarea';

/** A drop-down list of AdminJS stands below its label, which names nothing, and the eye beside a password has no word. */
function nameFields(showPassword: string): void {
  for (const label of document.querySelectorAll('label.adminjs_Label')) {
    const eye = label.parentElement?.querySelector('button');
    if (eye && eye.textContent === '' && !eye.ariaLabel) eye.ariaLabel = showPassword;
    const field = label.parentElement?.querySelector<HTMLInputElement>(FIELD);
    if (!field || field.labels?.length || field.ariaLabel || field.hasAttribute('aria-labelledby')) continue;
    label.id ||= `${field.id || field.name}-label`;
    field.setAttribute('aria-labelledby', label.id);
  }
}

/** Names what AdminJS leaves without a name: the fields of its forms by the label above them, and its pages. */
export function useFieldLabels(): void {
  const { t, language } = usePanel();
  useEffect(() => {
    const name = (): void => {
      nameFields(t('shell.showPassword'));
      markLandmarks();
    };
    name();
    let frame = 0;
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(name);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [language]);
}
