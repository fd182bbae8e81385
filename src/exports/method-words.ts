import type { Language } from '../lib/wording.js';
import type { PaymentMethod } from '../payments/payment.entity.js';

/** As the import reads them. */
export const MEMBERSHIP_METHODS: Record<Language, Record<PaymentMethod, string>> = {
  ru: { cash: 'наличные', card: 'карта', transfer: 'перевод', other: 'другое' },
  en: { cash: 'cash', card: 'card', transfer: 'transfer', other: 'other' },
};
