import { z } from 'zod';
import { dateSchema, idSchema, moneySchema } from './primitives.js';

export const statisticsQuerySchema = z
  .object({ from: dateSchema, to: dateSchema })
  .refine((range) => range.from <= range.to, { path: ['to'], message: 'end_before_start' });

/** Sold minus refunded; negative on a day with more refunds than sales. */
export const revenueSchema = z.string().regex(/^-?\d+\.\d{2}$/);

export const dayStatisticsSchema = z.object({
  date: dateSchema,
  visits: z.number().int(),
  revenue: revenueSchema,
  payments: z.number().int(),
  misses: z.number().int(),
  frozen: z.number().int(),
  active: z.number().int(),
  newClients: z.number().int(),
});
export type DayStatistics = z.infer<typeof dayStatisticsSchema>;

export const totalsSchema = z.object({
  visits: z.number().int(),
  revenue: revenueSchema,
  payments: z.number().int(),
  misses: z.number().int(),
  newClients: z.number().int(),
});
export type Totals = z.infer<typeof totalsSchema>;

/** `previous` are the totals of the period of equal length just before. */
export const statisticsSchema = z.object({
  days: z.array(dayStatisticsSchema),
  /** `owed` is what the clients who are not archived have still to pay today, whatever the period. */
  totals: totalsSchema.extend({ owed: moneySchema }),
  previous: totalsSchema,
});
export type Statistics = z.infer<typeof statisticsSchema>;

export const coachStatisticsSchema = z.object({
  items: z.array(
    z.object({
      coachId: idSchema,
      firstName: z.string(),
      lastName: z.string(),
      sessions: z.number().int(),
      visits: z.number().int(),
      /** Visits for each place (the group's capacity, else those invited) of these sessions; null = no places known. */
      fill: z.number().min(0).nullable(),
    }),
  ),
});

export type CoachStatistics = z.infer<typeof coachStatisticsSchema>;

export const adminTelegramIdsSchema = z.object({ ids: z.array(z.string()) });
