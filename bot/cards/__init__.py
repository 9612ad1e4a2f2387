"""Pure functions that build Discord messages (Components V2) from the model. They fetch nothing."""
