import type { MigrationInterface } from 'typeorm';
import { CreateStudio1795000000000 } from './1795000000000-create-studio.js';

/** In order; a merged migration is history and is never edited. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [CreateStudio1795000000000];
