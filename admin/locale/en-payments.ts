/** Words of what is done to a membership after the sale. */
export const enPayments = {
  instalment: {
    title: 'Receive an instalment',
    debt: '{{amount}} is owed for the membership {{period}}.',
    amount: 'Amount',
    date: 'Day of payment',
    dateHint: 'Empty = today.',
    left: '{{amount}} will still be owed',
    settled: 'Will be paid in full',
    button: 'Receive the money',
    done: 'The instalment is recorded.',
  },
  instalments: {
    title: 'Instalments',
    remove: 'Remove',
    removeSurely: 'Yes, remove the instalment',
    keep: 'Keep',
    removed: 'The instalment is removed, the sum is owed again.',
  },
  change: {
    title: 'Change the membership',
    startDate: 'First day',
    startHint: 'Empty = as soon as possible: right after the one before it, or from the day of sale.',
    term: 'Term',
    days: 'in days',
    months: 'in months',
    daysCount: 'Days',
    monthsCount: 'Months',
    visitLimit: 'Visits',
    visitHint: 'Empty = no limit.',
    paid: 'Received at the sale',
    sums: 'Price {{amount}}, received at the sale {{paid}}',
    sumsOnly: 'Refunded or transferred: only the sums, the method and the note can be corrected.',
    button: 'Save',
    done: 'Saved. The change can be undone right here.',
  },
  transfer: {
    title: 'Transfer the rest to another client',
    to: 'To whom',
    search: 'Name or phone',
    more: 'Only the first are shown: type more of the name or phone.',
    date: 'From which day',
    dateHint: 'Empty = as soon as possible.',
    gets: 'Gets: {{name}}',
    keeps: 'Keeps: {{name}}',
    debtStays: 'The debt of {{amount}} stays with the one who gives',
    button: 'Transfer the rest',
    done: 'The rest is transferred: {{name}}.',
  },
  removed: {
    text: 'The membership is deleted. If that was a mistake, bring it back: all days will be as they were.',
    restore: 'Bring it back',
    restored: 'The membership is back.',
  },
} as const;

/** Questions before it is done. */
export const enPaymentConfirms = {
  undoChange: {
    title: 'Undo the last change?',
    text: 'The membership {{name}} and all periods go back to where they were before the change.',
    button: 'Undo the change',
    done: 'The change is undone.',
  },
  undoTransfer: {
    title: 'Undo the transfer?',
    text: 'The rest of the membership {{name}} goes back to the one who gave it.',
    button: 'Undo the transfer',
    done: 'The transfer is undone.',
  },
  remove: {
    title: 'Delete the membership?',
    text: 'Only for a sale entered by mistake: the membership {{name}} disappears, the audit log keeps a record. If money is given back, make a refund.',
    button: 'Delete the membership',
    done: 'The membership is deleted.',
  },
} as const;

export const enAuditConfirms = {
  undoRemoval: {
    title: 'Bring back the deleted membership?',
    text: 'It returns to the client’s card with its former days, the other periods move back.',
    button: 'Bring it back',
    done: 'The membership is back.',
  },
} as const;
