import {
  BasePropertyComponent,
  useTranslation,
  type BasePropertyJSON,
  type RecordJSON,
  type ResourceJSON,
} from 'adminjs';
import React, { useEffect, useRef, useState } from 'react';
import type { Conflict } from './record-conflict-data.js';
import { usePanel } from './use-panel.js';

export type Side = 'mine' | 'theirs';

interface ConflictProps {
  conflict: Conflict;
  resource: ResourceJSON;
  properties: readonly BasePropertyJSON[];
  /** As typed here. */
  mine: RecordJSON;
  isBusy: boolean;
  /** What is to be kept of each field that both changed. */
  onDecide: (sides: Record<string, Side>) => void;
}

interface ValueProps {
  property: BasePropertyJSON;
  resource: ResourceJSON;
  record: RecordJSON;
}

function Value({ property, resource, record }: ValueProps) {
  const { t } = usePanel();
  const value: unknown = record.params[property.propertyPath];
  if (value === null || value === undefined || value === '') return <em>{t('conflict.empty')}</em>;
  return <BasePropertyComponent where="list" property={property} resource={resource} record={record} />;
}

/** The record was changed by somebody else meanwhile: what, from what to what, by whom; and what is to be kept. */
export function RecordConflict({ conflict, resource, properties, mine, isBusy, onDecide }: ConflictProps) {
  const { t, instant } = usePanel();
  const { translateProperty } = useTranslation();
  const { opened, fresh, theirs, both, by } = conflict;
  const [sides, setSides] = useState<Record<string, Side>>({});
  // The button that was pressed is gone: who works by keyboard goes on from here.
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const shown = properties.filter(({ propertyPath }) => theirs.includes(propertyPath));
  const isDecided = both.every((path) => sides[path] !== undefined);
  const all = (side: Side) => onDecide(Object.fromEntries(both.map((path) => [path, side])));
  return (
    <section ref={box} className="studio-conflict" role="alert" aria-labelledby="conflict-title" tabIndex={-1}>
      <h2 id="conflict-title">{t('conflict.title')}</h2>
      <p>{t(both.length > 0 ? 'conflict.choose' : 'conflict.other')}</p>
      {shown.map((property) => {
        const { propertyPath: path, label } = property;
        const who = by[path];
        const sideProps = { property, resource };
        return (
          <fieldset key={path} data-conflict={path}>
            <legend>{translateProperty(label, resource.id)}</legend>
            <p>
              <Value {...sideProps} record={opened} /> →{' '}
              <strong>
                <Value {...sideProps} record={fresh} />
              </strong>
              {who ? <small>{t('conflict.by', { name: who.name, at: instant(who.at) })}</small> : null}
            </p>
            {both.includes(path) ? (
              <div className="studio-conflict-sides">
                {(['mine', 'theirs'] as const).map((side) => (
                  <label key={side}>
                    <input
                      type="radio"
                      name={`conflict-${path}`}
                      checked={sides[path] === side}
                      onChange={() => setSides((previous) => ({ ...previous, [path]: side }))}
                    />
                    <span>{t(`conflict.${side}`)}</span>{' '}
                    <Value {...sideProps} record={side === 'mine' ? mine : fresh} />
                  </label>
                ))}
              </div>
            ) : null}
          </fieldset>
        );
      })}
      <div className="studio-actions">
        <button
          type="button"
          className="studio-button studio-button-main"
          disabled={isBusy || !isDecided}
          onClick={() => onDecide(sides)}
        >
          {t('conflict.save')}
        </button>
        {both.length > 1 ? (
          <>
            <button type="button" className="studio-button" disabled={isBusy} onClick={() => all('mine')}>
              {t('conflict.allMine')}
            </button>
            <button type="button" className="studio-button" disabled={isBusy} onClick={() => all('theirs')}>
              {t('conflict.allTheirs')}
            </button>
          </>
        ) : null}
      </div>
    </section>
  );
}
