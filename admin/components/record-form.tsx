import { Box, DrawerContent, DrawerFooter } from '@adminjs/design-system';
import { BasePropertyComponent, useTranslation, type ActionProps, type BasePropertyJSON } from 'adminjs';
import React, { useEffect, useRef, type FormEvent } from 'react';
import { DraftNotice, withDraft } from './draft-form.js';
import { ProblemBox } from './page.js';
import { RecordConflict } from './record-conflict.js';
import { useRecordForm } from './record-form-state.js';

/** What a person types letter by letter; AdminJS itself learns of it only when the field is left. */
function isTyped(element: EventTarget): element is HTMLInputElement | HTMLTextAreaElement {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && !['checkbox', 'radio', 'file', 'password'].includes(element.type);
}

function propertiesOf({ action, resource }: ActionProps): BasePropertyJSON[] {
  const { editProperties } = resource;
  const inLayout = action.layout?.flatMap(({ properties }) => properties);
  return (
    inLayout?.flatMap((name) => editProperties.find(({ propertyPath }) => propertyPath === name) ?? []) ??
    editProperties
  );
}

/**
 * AdminJS's form of a new or a changed record, which loses nothing typed: not with the session, not with the connection,
 * and not to somebody else who changed the same record meanwhile.
 */
function RecordForm(props: ActionProps) {
  const { resource, action } = props;
  const { translateButton } = useTranslation();
  const properties = propertiesOf(props);
  const form = useRecordForm(props, properties);
  const { record, conflict, isBusy, problem, onChange, save, decide } = form;
  const place = useRef<HTMLElement>(null);
  // What is wrong stands right below its field: the first such field comes into view and is ready to be mended.
  useEffect(() => {
    const wrong = problem ? properties.find(({ propertyPath }) => record.errors[propertyPath]) : undefined;
    const field = `[data-testid="property-edit-${wrong?.propertyPath ?? ''}"] :is(input, textarea)`;
    if (wrong) place.current?.querySelector<HTMLElement>(field)?.focus();
  }, [problem]);
  const onInput = ({ target }: FormEvent<HTMLFormElement>): void => {
    if (!isTyped(target)) return;
    const property = properties.find(({ propertyPath }) => propertyPath === target.name || propertyPath === target.id);
    if (property && !property.reference && !property.availableValues) onChange(property.propertyPath, target.value);
  };
  return (
    <Box
      as="form"
      ref={place}
      flex
      flexDirection="column"
      data-css={`${resource.id}-${action.name}-form`}
      onInput={onInput}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <DrawerContent data-css={`${resource.id}-${action.name}-drawer-content`}>
        <DraftNotice />
        {properties.map((property) => (
          <BasePropertyComponent
            key={property.propertyPath}
            where="edit"
            onChange={onChange}
            property={property}
            resource={resource}
            record={record}
          />
        ))}
      </DrawerContent>
      {conflict ? (
        <RecordConflict
          key={String(conflict.fresh.params.version)}
          conflict={conflict}
          resource={resource}
          properties={properties}
          mine={record}
          isBusy={isBusy}
          onDecide={(sides) => void decide(sides)}
        />
      ) : null}
      <ProblemBox problem={problem} />
      {conflict ? null : (
        <DrawerFooter data-css={`${resource.id}-${action.name}-drawer-footer`}>
          <button
            type="submit"
            className="studio-button studio-button-main"
            data-testid="button-save"
            disabled={isBusy}
          >
            {translateButton('save', resource.id)}
          </button>
        </DrawerFooter>
      )}
    </Box>
  );
}

export default withDraft(RecordForm);
