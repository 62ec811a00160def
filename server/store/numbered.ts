/** Under which number a bill is known in the ERP. */
export interface Numbered {
  /** The ERP's. */
  vendorId: string;
  number: string;
  /** What it would be called by itself when this was decided. */
  own: string;
}
