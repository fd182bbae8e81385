import React, { useRef, useState, type FocusEvent } from 'react';
import { FoundClients } from './found-clients.js';
import { useNarrow } from './use-narrow.js';
import { usePanel } from './use-panel.js';
import { useSearch } from './use-search.js';
import { useSearchKeys } from './use-search-keys.js';
import { useSlashKey } from './use-slash-key.js';

/** The one search, on top of every page: a few keys from any place to a client's card, renewal or visit. */
export function ClientSearch() {
  const { t, user } = usePanel();
  const isNarrow = useNarrow();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const search = useSearch(text);
  useSlashKey(field);
  const close = (): void => {
    setText('');
    setIsOpen(false);
  };
  const { active, setActive, onKeyDown, visit, problem } = useSearchKeys({ search, text, close });
  const leave = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (!currentTarget.contains(relatedTarget)) setIsOpen(false);
  };
  if (!user) return null;
  const isShown = isOpen && text.trim() !== '';
  const clients = search.found?.clients ?? [];
  return (
    <div className="studio-desk-search" role="search" onBlur={leave}>
      <input
        ref={field}
        type="search"
        role="combobox"
        className="studio-search"
        aria-label={t('search.label')}
        aria-autocomplete="list"
        aria-haspopup="grid"
        aria-expanded={isShown && clients.length > 0}
        aria-controls={isShown && clients.length > 0 ? 'studio-found' : undefined}
        aria-activedescendant={isShown && clients.length > 0 ? `studio-found-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        placeholder={t(isNarrow ? 'search.placeholderShort' : 'search.placeholder')}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setActive(0);
          setIsOpen(true);
        }}
        onFocus={() => setIsOpen(true)}
        onKeyDown={onKeyDown}
      />
      {text === '' ? <kbd aria-hidden="true">/</kbd> : null}
      {isShown ? (
        <FoundClients search={search} text={text} active={active} problem={problem} onVisit={visit} onLeave={close} />
      ) : null}
    </div>
  );
}
