import React, { useId, useState } from 'react';
import { FIGURE_DEFINITIONS, type Figure } from '../../src/statistics/figure-definitions.js';
import { usePanel } from './use-panel.js';

/** What a number means: under the pointer, with the keyboard's focus, and at a tap. Escape puts it away. */
export function Definition({ of }: { of: Figure }) {
  const { t, language } = usePanel();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <span className="figures-definition" onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)}>
      <button
        type="button"
        aria-label={t('figures.whatIs', { name: t(`figures.name.${of}`) })}
        aria-describedby={isOpen ? id : undefined}
        aria-expanded={isOpen}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
        onKeyDown={({ key }) => key === 'Escape' && setOpen(false)}
      >
        ?
      </button>
      {isOpen ? (
        <span role="tooltip" id={id}>
          {FIGURE_DEFINITIONS[language][of]}
        </span>
      ) : null}
    </span>
  );
}

/** All of a page together: for paper, and for who would rather read than point. */
export function Definitions({ of }: { of: readonly Figure[] }) {
  const { t, language } = usePanel();
  return (
    <details className="figures-definitions">
      <summary>{t('figures.definitions')}</summary>
      <dl>
        {of.map((figure) => (
          <React.Fragment key={figure}>
            <dt>{t(`figures.name.${figure}`)}</dt>
            <dd>{FIGURE_DEFINITIONS[language][figure]}</dd>
          </React.Fragment>
        ))}
      </dl>
    </details>
  );
}
