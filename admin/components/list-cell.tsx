import {
  BasePropertyComponent,
  ErrorBoundary,
  type BasePropertyJSON,
  type RecordJSON,
  type ResourceJSON,
} from 'adminjs';
import React, { useMemo, type ComponentType } from 'react';
import { LabelledValue } from './labelled-value.js';

interface ListCellProps {
  property: BasePropertyJSON;
  resource: ResourceJSON;
  record: RecordJSON;
}

type CellComponent = ComponentType<ListCellProps & { where: 'list' }>;

/** What shows a value of this property in lists; null = AdminJS decides. */
function ownComponent({ components }: BasePropertyJSON): CellComponent | null {
  const { UserComponents } = (window as unknown as { AdminJS: { UserComponents: Record<string, CellComponent> } })
    .AdminJS;
  return UserComponents[String(components?.list ?? '')] ?? null;
}

function isText({ type, availableValues, reference, isArray }: BasePropertyJSON): boolean {
  return (type === 'string' || type === 'number') && !availableValues && !reference && !isArray;
}

/**
 * A value in a list. What we show ourselves is drawn without the boxes that AdminJS puts around each value: a page of a list
 * has a hundred and more of them.
 */
export function ListCell({ property: known, resource, record }: ListCellProps) {
  const property = useMemo(() => ({ ...known, path: known.propertyPath }), [known]);
  const Own = ownComponent(property);
  const value = { property, resource, record, where: 'list' as const };
  if (Own) {
    return (
      <ErrorBoundary>
        <Own {...value} />
      </ErrorBoundary>
    );
  }
  if (property.components?.list || !isText(property)) return <BasePropertyComponent {...value} />;
  const text = record.params[property.path] as string | number | null | undefined;
  const isEmpty = text === undefined || text === null || text === '';
  return (
    <LabelledValue {...value} wraps>
      {isEmpty ? '—' : text}
    </LabelledValue>
  );
}
