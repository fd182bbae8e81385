import type { LocaleTranslations } from 'adminjs';
import { ruCore } from './ru-core.js';
import { ruPanel } from './ru-panel.js';
import { ruResources } from './ru-resources.js';

export const ru: LocaleTranslations = { ...ruCore, panel: ruPanel, resources: ruResources };
