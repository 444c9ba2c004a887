package dev.spillway.vendors;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLException;
import graphql.analysis.QueryComplexityCalculator;
import graphql.execution.CoercedVariables;
import graphql.parser.Parser;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The shop's schema: queries that name what is not in it are refused, whoever wrote them. */
final class ShopifyApi {
    private final GraphQLSchema schema;
    private final GraphQL engine;

    private ShopifyApi(GraphQLSchema schema) {
        this.schema = schema;
        this.engine = GraphQL.newGraphQL(schema).build();
    }

    static ShopifyApi of(ShopifyShop shop) {
        try (var file = ShopifyApi.class.getResourceAsStream("shop.graphqls")) {
            var text = new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8);
            return new ShopifyApi(
                    new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text), wiring(shop)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimeWiring wiring(ShopifyShop shop) {
        return RuntimeWiring.newRuntimeWiring()
                .scalar(text("DateTime"))
                .scalar(text("Decimal"))
                .scalar(text("URL"))
                .type(
                        "QueryRoot",
                        type -> type.dataFetcher("orders", does(shop::orders))
                                .dataFetcher("order", does(shop::order))
                                .dataFetcher("customer", does(shop.people()::byId))
                                .dataFetcher("productVariants", does(shop::variants))
                                .dataFetcher("customerByIdentifier", does(shop.people()::find))
                                .dataFetcher("draftOrders", does(shop::drafts)))
                .type(
                        "Mutation",
                        type -> type.dataFetcher("customerSet", does(shop.people()::set))
                                .dataFetcher("customerUpdate", does(shop.people()::update))
                                .dataFetcher("tagsAdd", does(shop.people()::addTags))
                                .dataFetcher("tagsRemove", does(shop.people()::removeTags))
                                .dataFetcher("draftOrderCreate", does(shop::createDraft))
                                .dataFetcher("orderMarkAsPaid", does(shop.payments()::markAsPaid))
                                .dataFetcher("refundCreate", does(shop.payments()::refund)))
                .build();
    }

    private static DataFetcher<Object> does(DataFetcher<?> work) {
        return work::get;
    }

    private static GraphQLScalarType text(String name) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new TextCoercing())
                .build();
    }

    /** What a query may cost at most; 0 of one that is not valid. */
    int cost(ExecutionInput input) {
        try {
            return QueryComplexityCalculator.newCalculator()
                    .fieldComplexityCalculator(Costs::requested)
                    .schema(schema)
                    .document(Parser.parse(input.getQuery()))
                    .variables(CoercedVariables.of(input.getVariables()))
                    .build()
                    .calculate();
        } catch (GraphQLException | AssertionError e) {
            return 0;
        }
    }

    ExecutionResult execute(ExecutionInput input) {
        return engine.execute(input);
    }
}
