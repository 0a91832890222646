"""Train: how the models that the package brings were made, each by `python -m train.NAME`."""
