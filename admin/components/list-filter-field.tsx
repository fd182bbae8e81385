import { ApiClient, type BasePropertyJSON, type RecordJSON, type ResourceJSON } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { filterShapeOf, useListWords } from './list-words.js';
import { usePanel } from './use-panel.js';

const TYPING_PAUSE_MS = 250;
const SHOWN = 6;

export interface FieldProps {
  resource: ResourceJSON;
  property: BasePropertyJSON;
  values: Record<string, string>;
  /** The title of the chosen record, where the filter is one. */
  chosenName: string | undefined;
  onChange: (changed: Record<string, string>) => void;
}

/** One filter: what it asks for depends on what the column holds. */
export function FilterField(props: FieldProps) {
  const { property, resource, values, onChange } = props;
  const { t } = usePanel();
  const { label } = useListWords(resource);
  const path = property.propertyPath;
  const { kind, mayBeEmpty } = filterShapeOf(property);
  const empty = `${path}~~empty`;
  const onlyEmpty = values[empty] === 'true';
  return (
    <fieldset className="studio-filter">
      <legend>{label(path)}</legend>
      {onlyEmpty ? null : kind === 'choice' ? (
        <ChoiceInput {...props} />
      ) : kind === 'reference' ? (
        <ReferenceInput {...props} />
      ) : kind === 'text' ? (
        <input
          aria-label={label(path)}
          value={values[path] ?? ''}
          onChange={({ target }) => onChange({ [path]: target.value })}
        />
      ) : (
        <RangeInputs {...props} />
      )}
      {mayBeEmpty ? (
        <label className="studio-filter-empty">
          <input
            type="checkbox"
            checked={onlyEmpty}
            onChange={({ target }) =>
              onChange({
                [path]: '',
                [`${path}~~from`]: '',
                [`${path}~~to`]: '',
                [empty]: target.checked ? 'true' : '',
              })
            }
          />
          {t('lists.onlyEmpty')}
        </label>
      ) : null}
    </fieldset>
  );
}

function ChoiceInput({ resource, property, values, onChange }: FieldProps) {
  const { t } = usePanel();
  const { label, choice } = useListWords(resource);
  const path = property.propertyPath;
  const options = property.availableValues?.map(({ value }) => String(value)) ?? ['true', 'false'];
  return (
    <select
      aria-label={label(path)}
      value={values[path] ?? ''}
      onChange={({ target }) => onChange({ [path]: target.value })}
    >
      <option value="">{t('lists.any')}</option>
      {options.map((value) => (
        <option key={value} value={value}>
          {choice(path, value)}
        </option>
      ))}
    </select>
  );
}

/** From – to, both ends included; the same in both is exactly that. */
function RangeInputs({ resource, property, values, onChange }: FieldProps) {
  const { t } = usePanel();
  const { label } = useListWords(resource);
  const path = property.propertyPath;
  const { kind } = filterShapeOf(property);
  return (
    <div className="studio-filter-range">
      {(['from', 'to'] as const).map((bound) => {
        const name = `${path}~~${bound}`;
        return (
          <input
            key={bound}
            type={kind === 'day' ? 'date' : 'text'}
            inputMode={kind === 'money' ? 'decimal' : kind === 'number' ? 'numeric' : undefined}
            aria-label={`${label(path)}: ${t(`lists.${bound}`)}`}
            placeholder={t(`lists.${bound}`)}
            value={values[name] ?? values[path] ?? ''}
            onChange={({ target }) => {
              // An exact value that came with the address becomes a range of itself.
              const other = bound === 'from' ? 'to' : 'from';
              const exact = values[path] ? { [`${path}~~${other}`]: values[path] ?? '', [path]: '' } : {};
              onChange({ ...exact, [name]: target.value });
            }}
          />
        );
      })}
    </div>
  );
}

/** A record found by its name; the first few are offered. */
function ReferenceInput({ resource, property, values, chosenName, onChange }: FieldProps) {
  const { t } = usePanel();
  const { label } = useListWords(resource);
  const path = property.propertyPath;
  const [text, setText] = useState('');
  const [name, setName] = useState(chosenName);
  const found = useFound(property.reference ?? '', text.trim());
  if (values[path]) {
    return (
      <p className="studio-filter-chosen">
        <span>{name ?? chosenName ?? `№ ${values[path] ?? ''}`}</span>
        <button type="button" className="studio-link" onClick={() => onChange({ [path]: '' })}>
          {t('lists.otherChoice')}
        </button>
      </p>
    );
  }
  const choose = ({ id, title }: RecordJSON): void => {
    setName(title);
    setText('');
    onChange({ [path]: String(id) });
  };
  return (
    <>
      <input
        type="search"
        aria-label={label(path)}
        placeholder={t('lists.findRecord')}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div aria-live="polite">
        {found && found.length > 0 ? (
          <ul className="studio-filter-found">
            {found.slice(0, SHOWN).map((record) => (
              <li key={record.id}>
                <button type="button" onClick={() => choose(record)}>
                  {record.title}
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {found?.length === 0 ? <p className="studio-muted">{t('lists.noSuchRecord')}</p> : null}
      </div>
    </>
  );
}

/** Null while nothing is typed or it is not known yet. */
function useFound(resourceId: string, text: string): RecordJSON[] | null {
  const [found, setFound] = useState<RecordJSON[] | null>(null);
  useEffect(() => {
    setFound(null);
    if (!text) return;
    let isCurrent = true;
    const timer = window.setTimeout(() => {
      new ApiClient().searchRecords({ resourceId, query: text }).then(
        (records) => isCurrent && setFound(records),
        () => isCurrent && setFound([]),
      );
    }, TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [resourceId, text]);
  return found;
}
