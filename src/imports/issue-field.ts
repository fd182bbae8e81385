import type { BookField } from './columns.js';
import type { ImportIssue, IssueCode } from './import-issues.js';

/** Where to look in the row, for issues that are always about one column. */
const FIELDS: Partial<Record<IssueCode, BookField>> = {
  name_missing: 'fullName',
  name_unreadable: 'fullName',
  name_markup: 'fullName',
  name_letters: 'fullName',
  name_case: 'fullName',
  phone_unreadable: 'phone',
  phone_second: 'phone',
  phone_shared: 'phone',
  contact_missing: 'phone',
  card_shared: 'cardNumber',
  telegram_unreadable: 'telegram',
  telegram_shared: 'telegram',
  telegram_of_coach: 'telegram',
  email_unreadable: 'email',
  birth_date_unreadable: 'birthDate',
  dates_missing: 'startDate',
  end_before_start: 'endDate',
  end_missing: 'endDate',
  end_differs: 'endDate',
  period_too_long: 'endDate',
  amount_missing: 'amount',
  amount_unreadable: 'amount',
  amount_negative: 'amount',
  method_unknown: 'method',
  method_missing: 'method',
  sale_in_future: 'saleDate',
  sale_date_missing: 'saleDate',
  group_full: 'group',
  group_archived: 'group',
};

/** The field that an issue is about; null when it is about the row as a whole. */
export function fieldOfIssue({ code, params }: ImportIssue): BookField | null {
  return params.field ?? FIELDS[code] ?? null;
}
