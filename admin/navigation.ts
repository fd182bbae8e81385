import type { ResourceDefinition } from './resource-definition.js';

const ICONS: Record<ResourceDefinition['navigation'], string> = {
  reception: 'Users',
  groups: 'Calendar',
  messages: 'Send',
  owner: 'Settings',
};

/** The group of the sidebar; its words are `labels.<name>` of the locale. */
export function navigationOf(group: ResourceDefinition['navigation']): { name: string; icon: string } {
  return { name: group, icon: ICONS[group] };
}
