/** Whom the calls of the benchmark are about; the same people are read from both servers, each writes to its own. */
export interface ApiPlan {
  telegramIds: string[];
  productVisits: number[];
  floorVisits: number[];
}

/** What the floor tells when it is ready. */
export interface FloorReady {
  url: string;
  /** How many statements a call takes. */
  statements: Record<'users' | 'list' | 'visits', number>;
}
