export interface Numbered {
  /** The ERP's vendor id. */
  vendorId: string;
  number: string;
  /** The bill's preferred number when this was decided. */
  own: string;
}
