import { Suspense, useEffect } from "react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { useInstallation } from "../../api/installation.ts";
import { useLive } from "../../api/live.ts";
import { Outline } from "../../components/outline.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { useAddress } from "../address.ts";
import { NotInstalled } from "../install/blank-screens.tsx";
import { UnsavedElsewhere } from "../settings/unsaved-elsewhere.tsx";
import { Failed } from "../states/failed.tsx";
import { Stale } from "../states/stale.tsx";
import { NARROW } from "../use-narrow.ts";
import { Bell } from "./bell.tsx";
import { NotSetUp } from "./not-set-up.tsx";
import { PageHead } from "./page-head.tsx";
import { pageNamed } from "./pages.ts";
import { PlainFrame } from "./plain-frame.tsx";
import { Sidebar } from "./sidebar.tsx";

export function Console({ companyId, isPaused }: { companyId: string; isPaused: boolean }) {
  const { id, word, Page } = pageNamed(useAddress().page);
  const { data: installation, error, mutate, isValidating } = useInstallation(companyId);
  // The stream of a whole company is for those who may see its activities.
  const live = useLive({ companyId }, isPaused || !installation?.may.viewActivities);
  const retry = () => void mutate();
  const accept = (next: Installation) => void mutate(next, { revalidate: false });

  useEffect(() => {
    document.title = `${word} · Crosstie`;
  }, [word]);

  if (!installation) {
    if (!error) return <Skeleton label="Reading where things stand…" />;
    return (
      <PlainFrame>
        <Failed error={error} onRetry={retry} isRetrying={isValidating} />
      </PlainFrame>
    );
  }
  if (installation.status !== "active") {
    return (
      <PlainFrame>
        {installation.status !== "not_installed" || installation.may.setUp ? (
          <NotSetUp installation={installation} accept={accept} />
        ) : (
          <NotInstalled company={installation.company.name} />
        )}
      </PlainFrame>
    );
  }
  return (
    <Frame>
      <Sidebar page={id} installation={installation} />
      {installation.may.viewActivities && (
        <Corner>
          <Bell companyId={companyId} />
        </Corner>
      )}
      <Main>
        {error && <Stale error={error} onRetry={retry} />}
        {id !== "settings" && <UnsavedElsewhere installation={installation} />}
        <Suspense fallback={<Opening word={word} />}>
          <Page installation={installation} live={live} accept={accept} refresh={retry} />
        </Suspense>
      </Main>
    </Frame>
  );
}

function Opening({ word }: { word: string }) {
  return (
    <>
      <PageHead title={word} />
      <Outline label={`Opening ${word}`} />
    </>
  );
}

const Frame = styled.div`
  position: relative;
  display: flex;
  min-height: 100vh;

  @media ${NARROW} {
    flex-direction: column;
  }
`;

const Main = styled.main`
  flex: 1;
  display: flex;
  flex-direction: column;
  gap: 16px;
  min-width: 0;
  padding: 24px;

  @media ${NARROW} {
    padding: 16px;
  }
`;

/** In line with the page's title, which leaves it room; over the brand where it is narrow. */
const Corner = styled.div`
  position: absolute;
  top: 20px;
  right: 24px;
  z-index: 10;

  @media ${NARROW} {
    top: 8px;
    right: 20px;
  }
`;
