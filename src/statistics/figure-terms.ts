/** By the last paid day, within a week, within a month. */
export const RENEWAL_DAYS = [0, 7, 30] as const;
/** Who has bought nothing for so many days after the last paid one is lost. */
export const GRACE_DAYS = 30;
