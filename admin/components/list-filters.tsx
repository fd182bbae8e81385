import type { ResourceJSON } from 'adminjs';
import React, { useEffect, useState, type FormEvent } from 'react';
import { filterPath } from './list-address.js';
import { FilterField } from './list-filter-field.js';
import type { List } from './use-list.js';
import { usePanel } from './use-panel.js';

interface ListFiltersProps {
  resource: ResourceJSON;
  list: List;
  onClose: () => void;
}

/** All filters of a list in one form; nothing is asked for before it is sent. */
export function ListFilters({ resource, list, onClose }: ListFiltersProps) {
  const { t } = usePanel();
  const { filters } = list.address;
  const [values, setValues] = useState<Record<string, string>>(filters);
  useEffect(() => setValues(filters), [JSON.stringify(filters)]);
  const own = resource.filterProperties.map(({ propertyPath }) => propertyPath);
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    const asked = Object.entries(values).filter(([name]) => own.includes(filterPath(name)));
    list.filter(Object.fromEntries(asked.map(([name, value]) => [name, value.trim()])));
    onClose();
  };
  const reset = (): void => {
    const asked = Object.keys({ ...filters, ...values }).filter((name) => own.includes(filterPath(name)));
    setValues({});
    list.filter(Object.fromEntries(asked.map((name) => [name, ''])));
  };
  return (
    <form
      className="studio-section studio-filters"
      id="list-filters"
      aria-label={t('lists.filterList')}
      onSubmit={apply}
    >
      <div className="studio-filters-fields">
        {resource.filterProperties.map((property) => (
          <FilterField
            key={property.propertyPath}
            resource={resource}
            property={property}
            values={values}
            chosenName={list.summary.data?.names[property.propertyPath]}
            onChange={(changed) => setValues((known) => ({ ...known, ...changed }))}
          />
        ))}
      </div>
      <div className="studio-actions">
        <button type="submit" className="studio-button studio-button-main">
          {t('lists.apply')}
        </button>
        <button type="button" className="studio-button" onClick={reset}>
          {t('lists.reset')}
        </button>
      </div>
    </form>
  );
}
