import { Check, Error } from "@procore/core-icons";
import { Banner } from "@procore/core-react";

interface OutcomeProps {
  isGood: boolean;
  title: string;
  text?: string;
}

export function Outcome({ isGood, title, text }: OutcomeProps) {
  return (
    <Banner variant={isGood ? "success" : "error"} role={isGood ? "status" : "alert"}>
      <Banner.Icon icon={isGood ? <Check size="lg" /> : <Error size="lg" />} />
      <Banner.Content>
        <Banner.Title>{title}</Banner.Title>
        {text && <Banner.Body>{text}</Banner.Body>}
      </Banner.Content>
    </Banner>
  );
}
