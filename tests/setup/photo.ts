/** A picture of two by two pixels. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQImWOQz4+Rz49hgFAAGLIDqQkLynIAAAAASUVORK5CYII=',
  'base64',
);

/** How a JPEG begins. */
export const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);
