import type { ResourceOptions, ResourceWithOptions } from 'adminjs';
import { mayTake } from './access.js';
import { listActions } from './lists/list.actions.js';
import type { FilterKind, FilterShape } from './lists/list-shape.js';
import { navigationOf } from './navigation.js';
import type { PanelDependencies } from './panel-dependencies.js';
import type { PanelAction } from './panel-action.js';
import type { ResourceDefinition } from './resource-definition.js';
import type { ColumnKind } from './studio-property.js';
import { StudioResource } from './studio-resource.js';

type PropertyOptions = NonNullable<ResourceOptions['properties']>[string];

const STOCK_ACTIONS = ['list', 'show', 'search', 'new', 'edit', 'delete', 'bulkDelete'];

const DAY = { list: 'DayValue', show: 'DayValue' };
const INSTANT = { list: 'InstantValue', show: 'InstantValue' };
const AMOUNT = { list: 'MoneyValue', show: 'MoneyValue' };

/** How a column is typed in and shown, by what it holds. */
const BY_KIND: Partial<Record<ColumnKind, PropertyOptions>> = {
  date: { props: { type: 'date' }, components: DAY },
  instant: { components: INSTANT },
  money: { props: { inputMode: 'decimal' }, components: AMOUNT },
  int: { props: { type: 'number', step: 1 } },
};

const FILTERS: Partial<Record<ColumnKind, FilterKind>> = {
  reference: 'reference',
  int: 'number',
  money: 'money',
  date: 'day',
  instant: 'day',
  boolean: 'choice',
  enum: 'choice',
};

/** How the page asks for a column's filter. */
function filterShape(kind: FilterKind, mayBeEmpty: boolean): { filter: FilterShape } {
  return { filter: { kind, mayBeEmpty } };
}

function propertyOptions(resource: StudioResource): Record<string, PropertyOptions> {
  const { definition } = resource;
  const options: Record<string, PropertyOptions> = {};
  for (const { name, kind, isNullable } of resource.columnKinds()) {
    options[name] = { ...BY_KIND[kind], custom: filterShape(FILTERS[kind] ?? 'text', isNullable) };
  }
  for (const [name, { options: values }] of Object.entries(definition.virtual ?? {})) {
    const custom = filterShape(values ? 'choice' : 'text', false);
    options[name] = {
      custom,
      ...(values ? { availableValues: values.map((value) => ({ value, label: value })) } : {}),
    };
  }
  for (const [name, own] of Object.entries(definition.properties ?? {})) options[name] = { ...options[name], ...own };
  return options;
}

/** Every action is closed unless `access.ts` opens it for the person's role. */
function guardedActions(resourceId: string, own: Record<string, PanelAction>): ResourceOptions['actions'] {
  const names = new Set([...STOCK_ACTIONS, ...Object.keys(own)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const isAccessible: PanelAction['isAccessible'] = ({ currentAdmin }) => mayTake(currentAdmin, resourceId, name);
      return [name, { ...own[name], isAccessible }];
    }),
  );
}

/** A definition as AdminJS takes it. */
export function toAdminResource(
  definition: ResourceDefinition,
  dependencies: Pick<PanelDependencies, 'store' | 'savedViews'>,
  actions: Record<string, PanelAction> = {},
): ResourceWithOptions {
  const resource = new StudioResource(definition);
  const show = definition.show ?? definition.list;
  return {
    resource,
    options: {
      id: resource.id(),
      navigation: navigationOf(definition.navigation),
      titleProperty: definition.title,
      listProperties: [...definition.list],
      showProperties: [...show],
      filterProperties: [...(definition.filter ?? definition.list)],
      editProperties: [...(definition.edit ?? [])],
      properties: propertyOptions(resource),
      actions: guardedActions(resource.id(), { ...listActions(resource, dependencies), ...actions }),
      ...(definition.sort ? { sort: definition.sort } : {}),
    },
  };
}
