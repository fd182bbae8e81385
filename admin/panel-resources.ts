import type { ResourceWithOptions } from 'adminjs';
import { accountActions } from './actions/account.actions.js';
import { broadcastActions } from './actions/broadcast.actions.js';
import { changesAction } from './actions/changes.action.js';
import { clientActions } from './actions/client.actions.js';
import { importActions } from './actions/import.actions.js';
import { closureActions } from './actions/closure.actions.js';
import { deliveryActions } from './actions/delivery.actions.js';
import { auditActions, paymentActions } from './actions/payment.actions.js';
import {
  coachActions,
  freezeActions,
  groupActions,
  planActions,
  settingActions,
  staffActions,
  tokenActions,
  visitActions,
} from './actions/record.actions.js';
import { sessionActions } from './actions/session.actions.js';
import { once } from './once.js';
import type { PanelAction } from './panel-action.js';
import type { PanelDependencies } from './panel-dependencies.js';
import type { ResourceDefinition } from './resource-definition.js';
import { toAdminResource } from './resource-options.js';
import { clientResource } from './resources/client.resource.js';
import { closureResource } from './resources/closure.resource.js';
import { coachResource, groupResource, invitationResource, sessionResource } from './resources/group.resources.js';
import { importResource } from './resources/import.resource.js';
import { freezeResource, paymentResource, visitResource } from './resources/membership.resources.js';
import { broadcastResource, deliveryResource } from './resources/message.resources.js';
import { auditResource } from './resources/audit.resource.js';
import { planResource, settingResource, staffResource, tokenResource } from './resources/owner.resources.js';

/** A form of a new record that is sent twice makes one record; services of records keep no form keys themselves. */
function withFormKeys(definition: ResourceDefinition, { store }: PanelDependencies): ResourceDefinition {
  const { gateway, entity } = definition;
  if (!gateway?.create) return definition;
  const create = gateway.create.bind(gateway);
  const createOnce: typeof create = (input, actor, formKey) =>
    once(store, `new:${entity.name}:${String(actor.id)}`, formKey, async () => {
      const { id } = await create(input, actor);
      return { id };
    });
  return { ...definition, gateway: { ...gateway, create: createOnce } };
}

/** Every resource, in the order of the sidebar. */
export function panelResources(dependencies: PanelDependencies): ResourceWithOptions[] {
  const resource = (definition: ResourceDefinition, actions: Record<string, PanelAction> = {}): ResourceWithOptions => {
    const changes: Record<string, PanelAction> = definition.gateway?.update
      ? { changes: changesAction(dependencies, definition.entity.name) }
      : {};
    return toAdminResource(withFormKeys(definition, dependencies), dependencies, { ...actions, ...changes });
  };
  return [
    resource(clientResource(dependencies), clientActions(dependencies)),
    resource(paymentResource(dependencies), paymentActions(dependencies)),
    resource(freezeResource(dependencies), freezeActions(dependencies)),
    resource(closureResource(dependencies), closureActions(dependencies)),
    resource(visitResource(dependencies), visitActions(dependencies)),
    resource(groupResource(dependencies), groupActions(dependencies)),
    resource(sessionResource(dependencies), sessionActions(dependencies)),
    resource(coachResource(dependencies), coachActions(dependencies)),
    resource(invitationResource()),
    resource(broadcastResource(), broadcastActions(dependencies)),
    resource(deliveryResource(dependencies), deliveryActions(dependencies)),
    resource(planResource(dependencies), planActions(dependencies)),
    resource(staffResource(dependencies), { ...staffActions(dependencies), ...accountActions(dependencies) }),
    resource(settingResource(), settingActions(dependencies)),
    resource(auditResource(dependencies), auditActions(dependencies)),
    resource(tokenResource(dependencies), tokenActions(dependencies)),
    resource(importResource(), importActions(dependencies)),
  ];
}
