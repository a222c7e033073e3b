// After generation, if there was one: no database any more, and a note of what the classes were generated from.
// When jOOQ fails this never runs; then the server ends with Maven, and without the note the next build generates again.

project.getContextValue('generation.stop')?.call()
project.getContextValue('generation.done')?.call()
