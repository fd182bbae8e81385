import type { LocaleTranslations } from 'adminjs';
import { enPanel } from './en-panel.js';
import { enResources } from './en-resources.js';

/** On top of AdminJS's own English. */
export const en: LocaleTranslations = {
  components: { LanguageSelector: { availableLanguages: { ru: 'Русский', en: 'English' } } },
  labels: {
    navigation: 'Sections',
    dashboard: 'Today',
    reception: 'Reception',
    groups: 'Groups',
    messages: 'Messages',
    owner: 'Owner',
  },
  messages: {
    successfullyUpdated: 'Saved',
    successfullyCreated: 'Created',
    thereWereValidationErrors: 'Please check the marked fields',
    forbiddenError: 'You are not allowed to do this',
    anyForbiddenError: 'You are not allowed to do this',
    errorFetchingRecords: 'The list could not be loaded. Reload the page.',
    errorFetchingRecord: 'The record could not be loaded. Reload the page.',
    noRecordsInResource: 'No records yet',
    pageNotFound_title: 'Page not found',
    error404Resource: 'There is no such section: {{resourceId}}',
    error404Action: 'There is no such page or record, or you may not see it',
    error404Record: 'There is no such record, or you may not see it',
  },
  panel: enPanel,
  resources: enResources,
};
