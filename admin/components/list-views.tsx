import type { ResourceJSON } from 'adminjs';
import React, { useState, type FormEvent } from 'react';
import { Link } from 'react-router-dom';
import { addressParams } from './list-address.js';
import { ListMenu } from './list-menu.js';
import { ProblemBox } from './page.js';
import { postAction, readAction } from './panel-api.js';
import type { List } from './use-list.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

interface View {
  id: number;
  name: string;
  query: string;
  isShared: boolean;
  isOwn: boolean;
}

/** Lists as somebody wants to find them again: one's own and those that the owner shows to all. */
export function ListViews({ resource, list }: { resource: ResourceJSON; list: List }) {
  const { t } = usePanel();
  const { data, reload } = useRead(resource.id, async () => {
    return (await readAction<View[]>({ resourceId: resource.id, actionName: 'views' })).result;
  });
  const [changed, setChanged] = useState<View[] | null>(null);
  const views = changed ?? data ?? [];
  const { isBusy, problem, submit } = useSubmit();
  const act = (actionName: string, input: object): Promise<void> =>
    submit(() => postAction<View[]>({ resourceId: resource.id, actionName }, input), setChanged);
  return (
    <ListMenu label={t('lists.views')}>
      {views.length > 0 ? (
        <ul className="studio-views">
          {views.map((view) => (
            <ViewLine key={view.id} view={view} isBusy={isBusy} onAct={act} />
          ))}
        </ul>
      ) : (
        <p className="studio-muted">{t('lists.noViews')}</p>
      )}
      <SaveView list={list} isBusy={isBusy} onSave={(input) => act('saveView', input)} />
      <ProblemBox problem={problem && { ...problem, message: Object.values(problem.fields)[0] ?? problem.message }} />
      {problem?.code === 'not_found' ? (
        <button type="button" className="studio-link" onClick={reload}>
          {t('retry')}
        </button>
      ) : null}
    </ListMenu>
  );
}

interface ViewLineProps {
  view: View;
  isBusy: boolean;
  onAct: (actionName: string, input: object) => Promise<void>;
}

function ViewLine({ view, isBusy, onAct }: ViewLineProps) {
  const { t } = usePanel();
  const [mode, setMode] = useState<'shown' | 'renamed' | 'removed'>('shown');
  const [name, setName] = useState(view.name);
  const rename = (event: FormEvent): void => {
    event.preventDefault();
    void onAct('saveView', { id: view.id, name }).then(() => setMode('shown'));
  };
  if (mode === 'renamed') {
    return (
      <li>
        <form onSubmit={rename}>
          <input
            aria-label={t('lists.viewName')}
            required
            maxLength={60}
            autoFocus
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <button type="submit" className="studio-link" disabled={isBusy}>
            {t('lists.saveName')}
          </button>
        </form>
      </li>
    );
  }
  return (
    <li>
      <Link to={{ search: view.query }}>{view.name}</Link>
      {view.isShared ? <span className="studio-badge">{t('lists.shared')}</span> : null}
      {view.isOwn && mode === 'shown' ? (
        <>
          <button type="button" className="studio-link" onClick={() => setMode('renamed')}>
            {t('lists.rename')}
          </button>
          <button type="button" className="studio-link" onClick={() => setMode('removed')}>
            {t('lists.removeView')}
          </button>
        </>
      ) : null}
      {mode === 'removed' ? (
        <button
          type="button"
          className="studio-button"
          disabled={isBusy}
          onClick={() => void onAct('removeView', { id: view.id })}
        >
          {t('lists.reallyRemove')}
        </button>
      ) : null}
    </li>
  );
}

interface SaveViewProps {
  list: List;
  isBusy: boolean;
  onSave: (input: object) => Promise<void>;
}

function SaveView({ list, isBusy, onSave }: SaveViewProps) {
  const { t, user } = usePanel();
  const [name, setName] = useState('');
  const [isShared, setIsShared] = useState(false);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const query = new URLSearchParams(addressParams(list.address)).toString();
    void onSave({ name, query, isShared }).then(() => setName(''));
  };
  return (
    <form className="studio-view-save" onSubmit={save}>
      <label>
        {t('lists.saveView')}
        <input
          required
          maxLength={60}
          placeholder={t('lists.viewName')}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      {user?.role === 'owner' ? (
        <label className="studio-filter-empty">
          <input type="checkbox" checked={isShared} onChange={({ target }) => setIsShared(target.checked)} />
          {t('lists.shareView')}
        </label>
      ) : null}
      <button type="submit" className="studio-button studio-button-main" disabled={isBusy}>
        {t('lists.saveName')}
      </button>
    </form>
  );
}
