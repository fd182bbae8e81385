import type { ReduxState } from 'adminjs';
import React, { type ComponentType } from 'react';
import { useSelector } from 'react-redux';
import { useParams } from 'react-router-dom';
import { MissingPage } from './missing-page.js';

/** AdminJS's pages without a resource, and ours for a name that none of them has. */
export default function PageRoute({ OriginalComponent }: { OriginalComponent: ComponentType }) {
  const { pageName } = useParams();
  const isKnown = useSelector((state: ReduxState) => state.pages.some(({ name }) => name === pageName));
  return isKnown ? <OriginalComponent /> : <MissingPage />;
}
