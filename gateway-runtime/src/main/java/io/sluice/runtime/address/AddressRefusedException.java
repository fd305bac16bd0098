package io.sluice.runtime.address;

import java.io.IOException;

/** An endpoint has no address that the gateway may dial. */
public final class AddressRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  AddressRefusedException(String reason) {
    super(reason);
  }
}
