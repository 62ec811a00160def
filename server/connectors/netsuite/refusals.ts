import { RemoteError } from "../../errors.ts";

export class ItemMissingError extends RemoteError {
  override readonly code = "item_missing";
}

export class VendorAmbiguousError extends RemoteError {
  override readonly code = "vendor_ambiguous";
}

export class PermissionMissingError extends RemoteError {
  override readonly code = "permission_missing";
}
