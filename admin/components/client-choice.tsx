import type { RecordJSON } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { Field } from './field.js';
import { searchClients } from './panel-api.js';
import { usePanel } from './use-panel.js';

const TYPING_PAUSE_MS = 250;
const SHOWN = 6;

/** A client as the form keeps it. */
export interface ChosenClient {
  id: number;
  name: string;
}

interface ClientChoiceProps {
  label: string;
  /** Not offered: who has it already. */
  exceptId: string;
  chosen: ChosenClient | null;
  error: string | undefined;
  onChange: (client: ChosenClient | null) => void;
}

/** The clients that fit what is typed; null while it is not known. */
function useFound(text: string): RecordJSON[] | null {
  const [found, setFound] = useState<RecordJSON[] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    setFound(null);
    if (!text) return;
    const timer = window.setTimeout(() => {
      searchClients(text).then(
        (clients) => isCurrent && setFound(clients),
        () => isCurrent && setFound([]),
      );
    }, TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [text]);
  return found;
}

/** A client found by name or phone, chosen from a short list of buttons that the keyboard moves through as well. */
export function ClientChoice({ label, exceptId, chosen, error, onChange }: ClientChoiceProps) {
  const { t } = usePanel();
  const [text, setText] = useState('');
  const found = useFound(text.trim())?.filter(({ id }) => String(id) !== exceptId);
  const type = (value: string): void => {
    setText(value);
    onChange(null);
  };
  return (
    <>
      <Field id="client" label={label} error={error} hint={chosen ? undefined : t('transfer.search')}>
        <input
          id="client"
          type="search"
          autoComplete="off"
          autoFocus
          value={text}
          onChange={({ target }) => type(target.value)}
        />
      </Field>
      <fieldset className="studio-plans" aria-label={label} aria-live="polite">
        <div>
          {found?.slice(0, SHOWN).map(({ id, title: name, params }) => (
            <label key={id} className={chosen?.id === Number(id) ? 'is-chosen' : ''}>
              <input
                type="radio"
                name="client"
                checked={chosen?.id === Number(id)}
                onChange={() => onChange({ id: Number(id), name })}
              />
              <strong>{name}</strong>
              <span>{String(params.phone ?? '')}</span>
            </label>
          ))}
        </div>
        {found?.length === 0 ? <p className="studio-muted">{t('nothingFound')}</p> : null}
        {found && found.length > SHOWN ? <p className="studio-muted">{t('transfer.more')}</p> : null}
      </fieldset>
    </>
  );
}
