"""The API's reference, drawn from the OpenAPI document that the code generates."""
