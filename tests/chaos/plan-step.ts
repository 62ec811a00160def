export interface At<Does> {
  /** Milliseconds after the start. */
  at: number;
  does: Does;
}
