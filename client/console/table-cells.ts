import { Table } from "@procore/core-react";
import styled from "styled-components";

/** core-react's cells, closer together. */
export const Header = styled(Table.HeaderCell)`
  && {
    padding: 8px 12px;
    white-space: nowrap;
  }
`;

export const Cell = styled(Table.BodyCell)`
  && {
    padding: 10px 12px;
    vertical-align: top;
  }

  time {
    white-space: nowrap;
  }
`;
