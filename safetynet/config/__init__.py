"""The only place that knows everything: settings, addresses, the instance, its database server, the operator's tool."""
