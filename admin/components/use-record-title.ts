import { useTranslation, type RecordJSON, type ResourceJSON } from 'adminjs';
import { usePanel } from './use-panel.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What a record is called in words, where its title is a code, a number or a day as it is stored. */
export function useRecordTitle({ id, titleProperty }: ResourceJSON): (record: RecordJSON) => string {
  const { translateLabel } = useTranslation();
  const { day } = usePanel();
  const { name, availableValues } = titleProperty;
  return ({ id: recordId, title }) => {
    // What has no name of its own is known by its number.
    if (String(title) === String(recordId)) return `№ ${title}`;
    if (availableValues?.some(({ value }) => value === title)) return translateLabel(`${name}.${title}`, id);
    return DAY.test(title) ? day(title) : title;
  };
}
