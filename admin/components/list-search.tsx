import React, { useEffect, useState } from 'react';
import { useListWords } from './list-words.js';
import type { ResourceJSON } from 'adminjs';
import { useNarrow } from './use-narrow.js';
import { usePanel } from './use-panel.js';

const TYPING_PAUSE_MS = 300;

interface ListSearchProps {
  resource: ResourceJSON;
  path: string;
  value: string;
  onChange: (text: string) => void;
}

/** Narrows the list while one types. */
export function ListSearch({ resource, path, value, onChange }: ListSearchProps) {
  const { t } = usePanel();
  const isNarrow = useNarrow();
  const { label } = useListWords(resource);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = window.setTimeout(() => onChange(text), TYPING_PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  const isPeople = resource.id === 'Client';
  const words = isPeople
    ? t('clients.search')
    : path === 'q'
      ? t('lists.searchClient')
      : t('lists.searchBy', { what: label(path) });
  return (
    <input
      className="studio-search"
      type="search"
      aria-label={words}
      placeholder={isPeople && isNarrow ? t('clients.searchShort') : words}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
